// writing_section.h - Simple or expert mode, presets, prompts and the templates that come with the program.
#pragma once

#include "app/services/writing_types.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class Field;
class Segments;
class SettingRow;
class Text;
class Toast;

class WritingSection : public QWidget {
    Q_OBJECT
public:
    explicit WritingSection(app::Desk& desk, QWidget* parent = nullptr);
    bool undo();   ///< brings back what was removed last. False: there is nothing

private:
    /// One row of a list: what it is, and what can be done with it.
    struct Act {
        QString icon;
        QString words;
        std::function<void()> go;
    };
    void say();
    void sayMode();
    void showPresets();
    void showPrompts();
    void addRow(QVBoxLayout* list, const QString& objectName, const QString& name, const QString& note, const QList<Act>& acts);
    void edit(const app::Preset& preset);
    void edit(const app::SavedPrompt& prompt);
    void remove(const app::Preset& preset);
    void remove(const app::SavedPrompt& prompt);
    Toast& toast();

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Segments* m_mode = nullptr;
    SettingRow* m_modeRow = nullptr;
    Button* m_newPreset = nullptr;
    SettingRow* m_presetRow = nullptr;
    QVBoxLayout* m_presets = nullptr;
    Button* m_newPrompt = nullptr;
    SettingRow* m_promptRow = nullptr;
    Field* m_find = nullptr;
    QVBoxLayout* m_prompts = nullptr;
    Toast* m_toast = nullptr;
};

} // namespace sillok::ui
