// status_strip.h - The bottom line: seal on the left; import and model on the right. Never a place for messages.
#pragma once

#include "app/services/types.h"

#include <QAbstractButton>
#include <QWidget>

namespace sillok::ui {

class ContextMeter;

/// Icon, bold words, quiet words. A button, because each opens something.
class StripItem : public QAbstractButton {
    Q_OBJECT
public:
    explicit StripItem(QWidget* parent);
    void setContent(const QString& icon, int inkToken, const QString& title, const QString& detail);
    void setShort(bool isShort);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString m_icon;
    int m_ink = 0;
    QString m_title;
    QString m_detail;
    bool m_short = false;
};

class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);
    void setSeal(const app::SealReport& report);
    void setEngine(const app::EngineStatus& status);
    void setImport(const app::ImportProgress& progress);
    void setShort(bool isShort);  ///< a low window: the seal keeps its word only
    void setContext(const app::PromptSize& size);
    StripItem* sealItem() const { return m_seal; }

signals:
    void sealWanted();
    void modelsWanted();
    void documentsWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void say();
    StripItem* m_seal = nullptr;
    StripItem* m_import = nullptr;
    ContextMeter* m_context = nullptr;
    StripItem* m_model = nullptr;
    app::SealReport m_report;
    app::EngineStatus m_engine;
    app::ImportProgress m_progress;
    bool m_importing = false;
};

/// The list of what was checked, above the strip. Esc or a press elsewhere closes it.
class SealPopup : public QWidget {
    Q_OBJECT
public:
    explicit SealPopup(QWidget* window);
    void setReport(const app::SealReport& report);
    void openAbove(const QWidget* anchor);

signals:
    void checkWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    app::SealReport m_report;
    QWidget* m_rows = nullptr;
};

} // namespace sillok::ui
