// managed_words.h - The institution's rules as a person reads them, and why a control is off.
#pragma once

#include "app/policy/guard.h"
#include "app/policy/machine_policy.h"

#include <QString>
#include <QStringList>

namespace sillok::ui {

/// "Managed by your institution: kr.go.example, policy 7", or why the strictest rules hold. Empty where no institution manages the computer.
QString managedReason(const app::ManagedState& state);
/// The same in front of what is limited: "At most 10 minutes."
QString managedReason(const app::ManagedState& state, const QString& limit);

/// The rules one by one: name and value.
QList<std::pair<QString, QString>> managedRules(const app::ManagedState& state);

/// What a refusal names ("policy: ocr"), as a sentence.
QString refusalWords(const QString& detail);

/// "2 resident numbers, 1 phone number"
QString identifierWords(const app::IdentifierCounts& counts);
/// "C 기밀" in the language of the window
QString gradeWords(app::Grade grade);

} // namespace sillok::ui
