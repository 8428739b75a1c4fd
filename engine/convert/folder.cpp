#include "engine/convert/folder.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <set>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillok::convert {

namespace {

constexpr size_t kMaxFiles = 4096;
constexpr std::string_view kWeights = ".safetensors";

/// Letters, digits and what file names hold beside them; one part only.
bool isPlainName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && name[0] != '.' && name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

/// A path of plain names: "1_Pooling/config.json".
bool staysBelow(std::string_view path)
{
    size_t begin = 0;
    while (true) {
        const size_t slash = path.find('/', begin);
        if (!isPlainName(path.substr(begin, slash == std::string_view::npos ? slash : slash - begin)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        begin = slash + 1;
    }
}

/// The kernel keeps the whole walk below the folder. One without that call gets the stricter rule: no link as the last part.
int openBelow(int folder, const char* path)
{
    open_how how {};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const auto file = static_cast<int>(syscall(SYS_openat2, folder, path, &how, sizeof how));
    if (file >= 0 || errno != ENOSYS)
        return file;
    return openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
}

std::string lastPart(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path.substr(path.rfind('/') + 1);
}

} // namespace

Result<ModelFolder> ModelFolder::open(const std::string& path)
{
    ModelFolder folder;
    folder.m_folder = FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.m_folder.valid() && errno == ENOTDIR)
        return fail(ErrorCode::BadArgument, "a model folder is wanted, not a file");
    if (!folder.m_folder.valid())
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, "opening the model folder");
    folder.m_name = lastPart(path);
    return folder;
}

bool ModelFolder::has(const std::string& file) const
{
    struct stat info {};
    return staysBelow(file) && fstatat(m_folder.get(), file.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<FileDescriptor> ModelFolder::openFile(const std::string& file) const
{
    if (!staysBelow(file))
        return fail(ErrorCode::Unsafe, "\"" + file.substr(0, 255) + "\" is not the name of a file in the model folder");
    FileDescriptor opened(openBelow(m_folder.get(), file.c_str()));
    if (!opened.valid() && (errno == EXDEV || errno == ELOOP))
        return fail(ErrorCode::Unsafe, file + " is a link out of the model folder; copy the files themselves there");
    if (!opened.valid())
        return fail(errno == ENOENT || errno == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io, "opening " + file + " of the model folder");
    struct stat info {};
    if (fstat(opened.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(ErrorCode::Damaged, file + " of the model folder is not a regular file");
    return opened;
}

Result<std::string> ModelFolder::text(const std::string& file, uint64_t limitBytes) const
{
    SILLOK_TRY(const FileDescriptor opened, openFile(file));
    SILLOK_TRY(const std::vector<uint8_t> bytes, readAll(opened, limitBytes));
    return std::string(asText(bytes));
}

Result<Json> ModelFolder::json(const std::string& file) const
{
    SILLOK_TRY(const std::string content, text(file));
    return parseJson(content, file);
}

Result<Json> ModelFolder::jsonIfAny(const std::string& file) const
{
    if (!has(file))
        return Json::object();
    return json(file);
}

Result<Checkpoint> Checkpoint::open(const ModelFolder& folder, const std::string& name)
{
    Checkpoint checkpoint;
    const std::string index = name + ".index.json";
    if (!folder.has(index)) {
        SILLOK_CHECK(checkpoint.add(folder, name));
        return checkpoint;
    }
    SILLOK_TRY(const Json json, folder.json(index));
    const Json* map = member(json, "weight_map");
    if (!map || !map->is_object() || map->empty())
        return fail(ErrorCode::Damaged, index + " has no weight_map");
    std::set<std::string> files;
    for (const auto& [tensor, file] : map->items()) {
        if (!file.is_string())
            return fail(ErrorCode::Damaged, index + " names no file for " + tensor);
        const auto& plain = file.get_ref<const std::string&>();
        if (!isPlainName(plain) || !plain.ends_with(kWeights))
            return fail(ErrorCode::Unsafe, index + " names \"" + plain.substr(0, 255) + "\", which is not a weight file in the folder");
        files.insert(plain);
    }
    if (files.size() > kMaxFiles)
        return fail(ErrorCode::Unsafe, index + " names " + std::to_string(files.size()) + " files");
    for (const std::string& file : files)
        SILLOK_CHECK(checkpoint.add(folder, file));
    for (const auto& [tensor, file] : map->items())
        if (!checkpoint.find(tensor))
            return fail(ErrorCode::NotFound, "tensor " + tensor + " is not in " + file.get_ref<const std::string&>());
    return checkpoint;
}

Result<void> Checkpoint::add(const ModelFolder& folder, const std::string& file)
{
    SILLOK_TRY(const FileDescriptor opened, folder.openFile(file));
    SILLOK_TRY(MappedFile mapped, MappedFile::map(opened));
    m_files.push_back(std::make_unique<MappedFile>(std::move(mapped)));
    auto tensors = readSafetensors(m_files.back()->bytes());
    if (!tensors.ok())
        return fail(tensors.error().code, file + ": " + tensors.error().doing);
    for (auto& [name, tensor] : *tensors)
        if (!m_tensors.emplace(name, std::move(tensor)).second)
            return fail(ErrorCode::Damaged, "tensor " + name + " is in two files");
    return {};
}

const StoredTensor* Checkpoint::find(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? nullptr : &found->second;
}

} // namespace sillok::convert
