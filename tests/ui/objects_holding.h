// objects_holding.h - A walk over every object that Qt knows of: which of them still hold one of these words?
#pragma once

#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QMetaProperty>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextDocument>
#include <QTextEdit>
#include <QWidget>

namespace sillok::test {

namespace inside {

inline bool holds(const QString& text, const QStringList& words)
{
    return std::any_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
}

inline bool modelHolds(const QAbstractItemModel& model, const QStringList& words, const QModelIndex& parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (int role = 0; role < Qt::UserRole + 16; ++role)
                if (holds(model.data(index, role).toString(), words))
                    return true;
            if (model.hasChildren(index) && modelHolds(model, words, index))
                return true;
        }
    }
    return false;
}

inline bool objectHolds(QObject* object, const QStringList& words)
{
    for (int i = 0; i < object->metaObject()->propertyCount(); ++i) {
        const QMetaProperty property = object->metaObject()->property(i);
        if (!property.isReadable() || property.typeId() > QMetaType::User)
            continue;
        const QVariant value = property.read(object);
        if (holds(value.toString(), words) || holds(value.toStringList().join(u'\n'), words))
            return true;
    }
    for (const QByteArray& name : object->dynamicPropertyNames())
        if (holds(object->property(name).toString(), words))
            return true;
    if (auto* document = qobject_cast<QTextDocument*>(object); document && holds(document->toPlainText(), words))
        return true;
    if (auto* model = qobject_cast<QAbstractItemModel*>(object); model && !model->inherits("QFileSystemModel") && modelHolds(*model, words))
        return true;
    return false;
}

} // namespace inside

/// "class name: object name" of everything below `root` that holds one of `words` in a property, a document or a model;
/// without a root: below every widget there is, and the clipboard.
inline QStringList objectsHolding(QObject* root, const QStringList& words)
{
    QObjectList all;
    if (root) {
        all << root;
    } else {
        for (QWidget* widget : QApplication::allWidgets())
            if (!widget->parent())
                all << widget;
        all << qApp;
    }
    QStringList found;
    if (!root && inside::holds(QGuiApplication::clipboard()->text(), words))
        found << QStringLiteral("clipboard");
    for (qsizetype i = 0; i < all.size(); ++i) {
        all << all[i]->children();
        if (inside::objectHolds(all[i], words))
            found << QString::fromLatin1(all[i]->metaObject()->className()) + QStringLiteral(": ") + all[i]->objectName();
    }
    return found;
}

} // namespace sillok::test
