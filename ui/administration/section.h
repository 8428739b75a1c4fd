// section.h - What the sections of the administration page share: the column that scrolls, headings, and rows of name, words and buttons.
#pragma once

#include "ui/style/type.h"
#include "ui/widgets/form.h"

namespace sillok::app {
class Administration;
}

namespace sillok::ui {

class Button;
enum class ButtonKind;

/// A section whose rows are made anew whenever what they show has changed.
class Section : public FormColumn {
    Q_OBJECT
public:
    Section(app::Administration& administration, QWidget* parent);

protected:
    /// Empties the column; what is added from then on goes with the next one.
    void clear();
    Text* addText(Type type, Token ink, const QString& words);
    /// A card with a title and lines of words on the left; the row that buttons are added to.
    QHBoxLayout* addCard(const QString& name, const QString& title, const QStringList& lines, const QString& trouble = {});
    static Button* addButton(QHBoxLayout* row, ButtonKind kind, const QString& name, const QString& words, const QString& accessible);

    app::Administration& m_administration;
};

} // namespace sillok::ui
