// recovery_key_page.h - Shows a recovery key once: to be written down, and proven by typing two of its groups.
#pragma once

#include "ui/unlock/cover.h"

#include "app/services/types.h"

namespace sillok::ui {

class Button;
class Field;
class Text;

class RecoveryKeyPage : public CoverPage {
    Q_OBJECT
public:
    explicit RecoveryKeyPage(QWidget* parent = nullptr);
    /// Takes the text "XXXXX-XXXXX-..." and asks for two of its groups.
    void setKey(const app::Passphrase& key);
    /// Overwrites what is shown. The key cannot be had again.
    void forget();
    void takeFocus();

signals:
    void confirmed();   ///< both groups were right; the key is forgotten already

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void say();
    void judge();
    void placeGroups();
    void maskAsked();
    bool right(int which) const;

    QStringList m_groups;
    QList<Text*> m_shown;       ///< the groups on the page, in order
    QList<QWidget*> m_cards;
    int m_asked[2] = { 0, 1 };
    Text* m_title = nullptr;
    Text* m_note = nullptr;
    QWidget* m_grid = nullptr;
    Text* m_alphabet = nullptr;
    Text* m_confirmTitle = nullptr;
    Text* m_labels[2] = {};
    Field* m_fields[2] = {};
    Text* m_why = nullptr;
    Button* m_continue = nullptr;
};

} // namespace sillok::ui
