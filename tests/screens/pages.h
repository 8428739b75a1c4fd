// pages.h - Every page of the window in a state worth looking at, on the scripted desk.
#pragma once

#include "tests/fakes/scripted_desk.h"
#include "tests/ui/settled.h"
#include "ui/main_window.h"

#include <QImage>
#include <QTemporaryDir>

#include <memory>

namespace sillok::test {

struct PageLook {
    bool dark = false;
    bool korean = true;
    QSize size { 1440, 900 };
    bool contrast = false;
    int textPercent = 100;
};

/// The names that PageShown knows: default, focused, empty, busy and error states of the pages, and what lies over them.
const QStringList& pages();

class PageShown {
public:
    PageShown(const QString& page, const PageLook& look);
    ~PageShown();
    bool exposed() const { return m_exposed; }
    ui::MainWindow& window() { return *m_window; }
    /// What is seen when nothing moves any more, with so many pixels to each of the layout's in both directions.
    QImage picture(int pixels = 1) { return settled(*m_window, pixels); }

private:
    QTemporaryDir m_dir;
    app::Desk m_desk;
    fakes::Script& m_script;
    std::unique_ptr<ui::MainWindow> m_window;
    bool m_exposed = false;
};

} // namespace sillok::test
