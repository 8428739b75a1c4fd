// proof_checks.h - What code proves of the active citation: the claim that cites it, then letters, page, and the file since.
#pragma once

#include "app/services/work_types.h"

#include <QWidget>

namespace sillok::ui {

class IconLabel;
class Text;

class ProofChecks : public QWidget {
    Q_OBJECT
public:
    explicit ProofChecks(QWidget* parent = nullptr);
    /// Nothing is claimed of it until the check is there. `claim`: the answer's sentence; empty: there is none.
    void setCitation(const app::Citation& citation, const QString& claim);
    void setCheck(const app::CitationCheck& check);   ///< another citation's is ignored
    QStringList lines() const;                        ///< as shown, for tests

private:
    struct Row {
        IconLabel* icon = nullptr;
        Text* words = nullptr;
        Text* value = nullptr;
    };
    void say();
    void show(Row& row, bool good, const QString& words, const QString& value);

    app::Citation m_citation;
    app::CitationCheck m_check;
    bool m_checked = false;
    QString m_claim;
    Text* m_claimHead = nullptr;
    Text* m_claimWords = nullptr;
    Row m_letters;
    Row m_page;
    Row m_file;
    Text* m_note = nullptr;
};

/// The sentence of a written answer in front of the first [number]; empty when it does not cite it.
QString claimCiting(const QString& answer, int number);

} // namespace sillok::ui
