// file_dialog.h - Choosing files without leaving a trace of which.
#pragma once

#include <QFileDialog>

namespace sillok::ui {

/// Shown at once; goes when it is closed. Ours and not the desktop's, which would note the files among the recently used ones.
QFileDialog* openFileDialog(QWidget* parent, const QString& title, QFileDialog::FileMode mode);
/// The same for a file to be written; `name` is proposed.
QFileDialog* openSaveDialog(QWidget* parent, const QString& title, const QString& name);

} // namespace sillok::ui
