// export_sheet.h - A chat or an answer on its way out of the vault: format, paper, banner, what goes along, and where to.
#pragma once

#include "app/services/work_types.h"
#include "ui/widgets/sheet.h"

class QPlainTextEdit;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class Segments;

/// Asks for a file, or a printer, when it is accepted, and hands the whole order to the desk. Which file it was is kept nowhere.
class ExportSheet : public Sheet {
    Q_OBJECT
public:
    /// `order` names the chat, and the answer when it is only one. `page` goes when the vault is locked, and the file dialog with it.
    ExportSheet(QWidget* page, app::Desk& desk, const app::ExportOrder& order);

    /// "hwpx", "docx", "pdf", "md", "html"
    static QString extensionOf(app::ExportFormat format);

private:
    QWidget* makeForm();
    Segments* addChoice(QVBoxLayout* column, const char* name, const QString& label, const QStringList& words);
    Field* addLine(QVBoxLayout* column, const char* name, const QString& label);
    void preview();
    void show(const app::ExportPreview& preview);
    void askWhere();
    void askPrint();
    void limitFormats();

    app::Desk& m_desk;
    app::ExportOrder m_order;
    QWidget* m_page;
    Segments* m_format = nullptr;
    Segments* m_paper = nullptr;
    Segments* m_language = nullptr;
    Field* m_title = nullptr;
    Field* m_label = nullptr;
    Text* m_along = nullptr;
    Text* m_managed = nullptr;
    Text* m_found = nullptr;
    Segments* m_numbers = nullptr;
    Button* m_print = nullptr;
    QPlainTextEdit* m_preview = nullptr;
};

} // namespace sillok::ui
