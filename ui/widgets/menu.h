// menu.h - A drop-down list in our colours.
#pragma once

#include <QMenu>

namespace sillok::ui {

class Menu : public QMenu {
    Q_OBJECT
public:
    explicit Menu(QWidget* parent);  ///< deletes itself after it closed
};

} // namespace sillok::ui
