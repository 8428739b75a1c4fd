// chat_import_sheet.h - Taking in chats of other programs: what is in the file, how far it is, and the way back.
#pragma once

#include "app/services/chat_import_types.h"
#include "ui/widgets/sheet.h"

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Meter;
class Text;
class Toast;

/// Asks for a file; then what is in it is shown, and taken in when the person says so. `toast` says how it went, with the way back.
class ChatImport : public QObject {
    Q_OBJECT
public:
    ChatImport(app::Desk& desk, Toast* toast, QWidget* page);
    void chooseFile();
    void look(const QString& path);

private:
    void showPreview(const app::ChatImportPreview& preview);
    void showProgress(const app::ChatImportProgress& progress);
    void showProblem(const app::Problem& problem);
    void openMeter(const QString& title, const QString& words);
    void closeMeter();

    app::Desk& m_desk;
    Toast* m_toast;
    QWidget* m_page;
    QPointer<Sheet> m_running;
    Meter* m_meter = nullptr;
    Text* m_words = nullptr;
};

} // namespace sillok::ui
