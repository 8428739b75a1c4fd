// administration_page.h - Packages, trust, policy and audit: for administrators and auditors, and for everybody's own on a computer that nobody manages.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QStackedWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class AuditSection;
class NoticeCard;
class PackagesSection;
class PolicySection;
class Segments;
class Text;
class TrustSection;

class AdministrationPage : public QWidget {
    Q_OBJECT
public:
    explicit AdministrationPage(app::Desk& desk, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBand();
    void say();
    void goTo(int section);
    void showProblem(const app::Problem& problem);

    app::Desk& m_desk;
    QWidget* m_band = nullptr;
    Text* m_bandWords = nullptr;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    Segments* m_sections = nullptr;
    NoticeCard* m_problem = nullptr;
    QStackedWidget* m_pages = nullptr;
    PackagesSection* m_packages = nullptr;
    TrustSection* m_trust = nullptr;
    PolicySection* m_policy = nullptr;
    AuditSection* m_audit = nullptr;
};

} // namespace sillok::ui
