// trust_section.h - Whose signatures count in each store, how old that knowledge is, and taking in what the institution has published since.
#pragma once

#include "app/services/administration_types.h"
#include "ui/administration/section.h"

namespace sillok::ui {

class TrustSection : public Section {
    Q_OBJECT
public:
    TrustSection(app::Administration& administration, QWidget* parent = nullptr);
    void say();

private:
    QStringList linesOf(const app::TrustShown& trust) const;
    QString troubleOf(const app::TrustShown& trust) const;
    void begin(app::StorePlace place);
    void accept(app::StorePlace place);
};

} // namespace sillok::ui
