#include "ui/widgets/file_dialog.h"

namespace sillok::ui {

QFileDialog* openFileDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setOption(QFileDialog::DontUseCustomDirectoryIcons); // those are read from inside the folders
    dialog->setFileMode(mode);
    dialog->setHistory({});
    dialog->open();
    return dialog;
}

} // namespace sillok::ui
