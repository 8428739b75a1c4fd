// type.h - The type table: a role gives the face, the size and the line height, scaled by the reader's text size.
#pragma once

#include <QFont>
#include <QString>

namespace sillok::ui {

enum class Type {
    Display, PageTitle, ColumnTitle, PanelTitle, Lead, Body, BodyBold, Composer, Passage, CardPassage,
    Ui, UiBold, Secondary, SecondaryBold, Caption, CaptionBold, Mono, Code, SourceText, SourceTitle, RecoveryKey, Count
};

/// 90, 100, 115 or 130; set by Theme only.
int textPercent();
void setTextPercent(int percent);

QFont font(Type type);
/// The fixed distance of two base lines, px.
int lineHeight(Type type);
/// A height that has to grow with the text, such as a button's.
int scaled(int px);

/// Width of `text` in the face of `type`, px, rounded up.
int textWidth(Type type, const QString& text);

} // namespace sillok::ui
