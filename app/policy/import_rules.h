// import_rules.h - Whether a document that was read may come into the vault, and what the guard saw in it.
#pragma once

#include "app/policy/policy.h"
#include "engine/base/result.h"
#include "storage/repositories/document_repository.h"

namespace sillok::app {

/// Notes the kinds and counts of numbers of persons in the document, where the policy looks for them.
/// error  Refused with NotAllowed: its format, or that such numbers are in it. The text names kinds and counts, never a number.
Result<void> judgeImport(const Policy& policy, storage::NewDocument& document);

} // namespace sillok::app
