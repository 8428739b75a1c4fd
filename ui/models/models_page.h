// models_page.h - Which language model answers, how models arrive, and a file of one's own for tests.
#pragma once

#include "app/services/types.h"

#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class IconLabel;
class InstalledList;
class Meter;
class NoticeCard;
class Segments;
class SettingRow;
class Text;

class ModelsPage : public QWidget {
    Q_OBJECT
public:
    ModelsPage(app::Desk& desk, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeCard();
    QWidget* makeContext();
    void say();
    void sayManaged();
    void sayInstall();
    void sayEngine();
    QString cardWords() const;
    void chooseFile();
    void askForget();

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    Text* m_heading = nullptr;
    QWidget* m_card = nullptr;
    IconLabel* m_picture = nullptr;
    Text* m_name = nullptr;
    Text* m_state = nullptr;
    Text* m_context = nullptr;
    Text* m_graphics = nullptr;
    Meter* m_load = nullptr;
    SettingRow* m_contextRow = nullptr;
    Segments* m_contextSizes = nullptr;
    Button* m_forget = nullptr;
    NoticeCard* m_problem = nullptr;
    NoticeCard* m_noModel = nullptr;
    Text* m_installedHeading = nullptr;
    InstalledList* m_installed = nullptr;
    Button* m_install = nullptr;
    Text* m_testHeading = nullptr;
    Text* m_testWords = nullptr;
    Text* m_managed = nullptr;
    Button* m_use = nullptr;
};

} // namespace sillok::ui
