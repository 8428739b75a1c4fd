// edit_strip.h - Above the composer while a question is asked in other words: says so, and takes it back.
#pragma once

#include <QWidget>

namespace sillok::ui {

class Button;
class Text;

class EditStrip : public QWidget {
    Q_OBJECT
public:
    explicit EditStrip(QWidget* parent = nullptr);

signals:
    void cancelled();

private:
    Text* m_words = nullptr;
    Button* m_cancel = nullptr;
};

} // namespace sillok::ui
