// cover_foot.h - Language and version at the lower right of the cover pages.
#pragma once

#include <QWidget>

namespace sillok::ui {

class Preferences;

class CoverFoot : public QWidget {
    Q_OBJECT
public:
    explicit CoverFoot(Preferences& preferences, QWidget* parent = nullptr);
};

} // namespace sillok::ui
