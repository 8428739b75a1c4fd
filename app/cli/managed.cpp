#include "app/cli/managed.h"

#include "storage/signing/fault.h"

namespace sillok::app::cli {

bool allowed(Context& context, bool allows, const char* key, const std::string& about)
{
    const auto may = ManagedState::allow(allows, key);
    if (!may.ok())
        report(context, may.error(), about);
    return may.ok();
}

std::string reasonName(const Error& error) { return error.fault != 0 ? storage::faultName(storage::faultOf(error)) : errorCodeName(error.code); }

} // namespace sillok::app::cli
