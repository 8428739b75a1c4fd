// audit_section.h - The records of an audit log, filtered, and whether the log is in order; its way out for the auditor.
#pragma once

#include "app/services/administration_types.h"

#include <QWidget>

#include <optional>

namespace sillok::app {
class Administration;
}

namespace sillok::ui {

class Button;
class NoticeCard;
class RecordModel;
class PlainTable;
class Segments;
class Text;

class AuditSection : public QWidget {
    Q_OBJECT
public:
    explicit AuditSection(app::Administration& administration, QWidget* parent = nullptr);

    void say();
    void setVault(bool there);       ///< one's own vault has a log to show
    void openFirst();                ///< the first log there is, when none is shown yet

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectAdministration();
    void sayTools();
    QWidget* makeTools();
    QList<app::LogPlace> places() const;
    QString placeWords(const app::LogPlace& place) const;
    void show(const app::LogPlace& place);
    void filter();
    void chooseAction();
    void chooseAccount();
    void chooseFile();
    void check();
    void checkWith();
    void exportLog();
    void save(app::ExportReason reason);
    void sayVerdict(const app::LogVerdict& verdict);
    void sayCount();

    app::Administration& m_administration;
    bool m_vault = false;
    std::optional<app::LogPlace> m_place;
    app::RecordFilter m_filter;
    qint64 m_chosen = 0;
    qint64 m_unreadable = 0;
    QList<quint32> m_accounts;
    std::optional<app::LogVerdict> m_verdict;
    Segments* m_which = nullptr;
    Button* m_open = nullptr;
    Button* m_check = nullptr;
    Button* m_checkWith = nullptr;
    Button* m_export = nullptr;
    Button* m_action = nullptr;
    Button* m_account = nullptr;
    Segments* m_period = nullptr;
    Text* m_count = nullptr;
    Text* m_none = nullptr;
    NoticeCard* m_good = nullptr;
    NoticeCard* m_bad = nullptr;
    RecordModel* m_model = nullptr;
    PlainTable* m_table = nullptr;
};

} // namespace sillok::ui
