// context_meter.h - How much of the model's context the shown chat takes, in the status strip: a bar and both numbers.
#pragma once

#include "app/services/types.h"

#include <QWidget>

namespace sillok::ui {

class ContextMeter : public QWidget {
    Q_OBJECT
public:
    explicit ContextMeter(QWidget* parent = nullptr);
    void setSize(const app::PromptSize& size);   ///< without a limit: nothing is known, and nothing is shown
    QString words() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void say();

    app::PromptSize m_size;
};

} // namespace sillok::ui
