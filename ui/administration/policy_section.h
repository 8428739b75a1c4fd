// policy_section.h - The policy in force beside the strictest one, and what another one would change before it is put in place.
#pragma once

#include "app/services/administration_types.h"
#include "ui/administration/section.h"
#include "ui/widgets/sheet.h"

namespace sillok::ui {

class PolicySection : public Section {
    Q_OBJECT
public:
    PolicySection(app::Administration& administration, QWidget* parent = nullptr);
    void say();

private:
    void addRules(const app::ManagedState& managed);
    void choose();
    void ask(const app::PolicyLook& look);
};

/// One row of a comparison: the name of a rule and its values.
struct PolicyChange {
    QString name;
    QString before;
    QString after;
};
/// Only what is different.
QList<PolicyChange> policyChanges(const app::Policy& before, const app::Policy& after);

/// What would change, rule by rule, and the person's yes. One that is refused has its reason and no yes.
class PolicySheet : public Sheet {
    Q_OBJECT
public:
    PolicySheet(QWidget* window, const app::PolicyLook& look);
};

} // namespace sillok::ui
