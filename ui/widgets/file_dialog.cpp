#include "ui/widgets/file_dialog.h"

namespace sillok::ui {

namespace {

QFileDialog* makeDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setOption(QFileDialog::DontUseCustomDirectoryIcons); // those are read from inside the folders
    dialog->setFileMode(mode);
    dialog->setHistory({});
    return dialog;
}

} // namespace

QFileDialog* openFileDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode)
{
    QFileDialog* const dialog = makeDialog(parent, title, mode);
    dialog->open();
    return dialog;
}

QFileDialog* openSaveDialog(QWidget* parent, const QString& title, const QString& name)
{
    QFileDialog* const dialog = makeDialog(parent, title, QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    dialog->open();
    return dialog;
}

} // namespace sillok::ui
