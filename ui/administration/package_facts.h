// package_facts.h - What is said of a package, on one line and in its name.
#pragma once

#include "app/services/administration_types.h"

namespace sillok::ui {

/// In the language of the window; the id of one that cannot be read.
QString packageTitle(const app::PackageShown& package);
/// "version 3 · model · 4.1 GB · Apache-2.0 · 11 of 12 test questions right · 18.2 tokens a second"
QString packageFacts(const app::PackageShown& package);
/// Why it does not answer, or not by itself; empty: nothing stands against it.
QString packageTrouble(const app::PackageShown& package);
QString storeWords(app::StorePlace place);

} // namespace sillok::ui
