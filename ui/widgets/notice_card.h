// notice_card.h - A message that stays: what happened (bold), what is safe and what to do, buttons, folded details.
#pragma once

#include "ui/problem_text.h"

#include <QWidget>

class QHBoxLayout;

namespace sillok::ui {

class Button;
class IconLabel;
class Text;

enum class NoticeKind { Info, Warning, Error };

class NoticeCard : public QWidget {
    Q_OBJECT
public:
    explicit NoticeCard(NoticeKind kind, QWidget* parent = nullptr);

    void setWords(const QString& title, const QString& body);
    void setProblem(const ProblemText& problem);
    Button* addButton(bool primary);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void toggleDetails();

    NoticeKind m_kind;
    IconLabel* m_icon = nullptr;
    Text* m_title = nullptr;
    Text* m_body = nullptr;
    Text* m_details = nullptr;
    Button* m_fold = nullptr;
    QHBoxLayout* m_buttons = nullptr;
};

} // namespace sillok::ui
