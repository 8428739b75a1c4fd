// managed_section.h - What the institution has decided, said in full; nothing where no institution manages the computer.
#pragma once

#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Text;

class ManagedSection : public QWidget {
    Q_OBJECT
public:
    explicit ManagedSection(app::Desk& desk, QWidget* parent = nullptr);

private:
    void say();

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Text* m_reason = nullptr;
    QWidget* m_rules = nullptr;
};

} // namespace sillok::ui
