// about_section.h - Which version this is, and whether its window has kept up with the person.
#pragma once

#include <QWidget>

namespace sillok::ui {

class Actions;
class StallRecorder;
class Text;

class AboutSection : public QWidget {
    Q_OBJECT
public:
    AboutSection(const StallRecorder& stalls, const Actions& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void say();
    QString stallWords() const;

    const StallRecorder& m_stalls;
    const Actions& m_actions;
    Text* m_title = nullptr;
    Text* m_version = nullptr;
    Text* m_loop = nullptr;
    Text* m_note = nullptr;
};

} // namespace sillok::ui
