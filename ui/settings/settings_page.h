// settings_page.h - Language, appearance, text size; what the seal check found; where the vault is.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QGridLayout;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class IconLabel;
class KeepingSection;
class ManagedSection;
class Preferences;
class Segments;
class SecuritySection;
class SettingRow;
class Text;

class SettingsPage : public QWidget {
    Q_OBJECT
public:
    SettingsPage(app::Desk& desk, Preferences& preferences, QWidget* about, QWidget* parent = nullptr);   ///< `about` stands at its end

private:
    QWidget* makeSeal();
    void say();
    void sayChoices();
    void saySeal();

    app::Desk& m_desk;
    Preferences& m_preferences;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    Text* m_looks = nullptr;
    Segments* m_language = nullptr;
    Segments* m_theme = nullptr;
    Segments* m_contrast = nullptr;
    Segments* m_size = nullptr;
    Segments* m_motion = nullptr;
    SettingRow* m_languageRow = nullptr;
    SettingRow* m_themeRow = nullptr;
    SettingRow* m_contrastRow = nullptr;
    SettingRow* m_sizeRow = nullptr;
    SettingRow* m_motionRow = nullptr;
    Text* m_security = nullptr;
    SecuritySection* m_keys = nullptr;
    KeepingSection* m_keeping = nullptr;
    ManagedSection* m_managed = nullptr;
    IconLabel* m_sealIcon = nullptr;
    Text* m_sealTitle = nullptr;
    Text* m_sealWhen = nullptr;
    Button* m_check = nullptr;
    QWidget* m_evidence = nullptr;
    Text* m_vaultTitle = nullptr;
    Text* m_vault = nullptr;
};

} // namespace sillok::ui
