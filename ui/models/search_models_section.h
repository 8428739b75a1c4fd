// search_models_section.h - The models that help to find: one by meaning, one for the order. A search works without them.
#pragma once

#include "app/services/types.h"

#include <QWidget>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class Meter;
class Text;

class SearchModelsSection : public QWidget {
    Q_OBJECT
public:
    SearchModelsSection(app::Desk& desk, QWidget* parent = nullptr);

private:
    /// One of the two: what it does, which one it is, and the way to another or none.
    struct Row {
        Text* title = nullptr;
        Text* words = nullptr;
        Text* name = nullptr;
        Button* choose = nullptr;
        Button* forget = nullptr;
    };
    QWidget* makeRow(Row& row, const char* chooseName, const char* forgetName);
    void say();
    void sayNames();
    void sayProgress();
    void choose(const QString& title, void (app::Desk::*use)(const QString&));

    app::Desk& m_desk;
    app::EmbeddingProgress m_progress;
    Text* m_heading = nullptr;
    Text* m_words = nullptr;
    Row m_meaning;
    Row m_order;
    Text* m_count = nullptr;
    Meter* m_meter = nullptr;
};

} // namespace sillok::ui
