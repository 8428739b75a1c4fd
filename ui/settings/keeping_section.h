// keeping_section.h - Backups, earlier states, and how long chats stay.
#pragma once

#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class Segments;
class SettingRow;
class Text;

class KeepingSection : public QWidget {
    Q_OBJECT
public:
    explicit KeepingSection(app::Desk& desk, QWidget* parent = nullptr);

private:
    void say();
    void sayRetention();
    void saySnapshots();
    void backUp();
    void addFromBackup();
    void askForPassphrase(const QString& backup);

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Button* m_backup = nullptr;
    SettingRow* m_backupRow = nullptr;
    Button* m_add = nullptr;
    SettingRow* m_addRow = nullptr;
    Text* m_snapshots = nullptr;
    SettingRow* m_snapshotRow = nullptr;
    Segments* m_retention = nullptr;
    SettingRow* m_retentionRow = nullptr;
};

} // namespace sillok::ui
