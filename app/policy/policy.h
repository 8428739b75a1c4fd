// policy.h - What an institution allows on its computers: plain values, and decisions that follow from nothing but these values.
#pragma once

#include "app/export/export_kinds.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::app {

/// How sensitive something is, rising: what is made of several things is as sensitive as the most sensitive of them.
/// source  N2SF 1.0: O 공개, S 민감, C 기밀
enum class Grade : uint8_t { Open, Sensitive, Confidential };

/// What happens where a number of a person or a company is found.
enum class GuardAction : uint8_t { Off, Warn, Mask, Block };
/// Where it is looked for.
enum class GuardPlace : uint8_t { Save, Import, Export, Copy };
inline constexpr int kGuardPlaces = 4;

/// Names out of a set, or all that there are.
struct Names {
    bool all = false;
    std::vector<std::string> some {};

    bool has(std::string_view name) const;
    bool operator==(const Names&) const = default;
};

inline constexpr int kMostFloorSpeed = 1000;

/// The initial value of every key is the strictest one: it holds when the policy is missing or cannot be trusted. Nothing here may lose work
/// or open a door for somebody else, so an untrusted policy removes no chat by age and demands no escrow.
struct Policy {
    Names models;                               ///< ids of packages that may be used
    bool ggufFiles = false;                     ///< model files without a package
    Names importFormats;                        ///< "txt", "hwpx", "hwp-5.0": as readers name them, lower case, "-" for a space
    Names exportFormats;                        ///< extensionOf and kTableFormat
    bool clipboard = false;                     ///< copying from answers and documents
    bool print = false;
    int idleMinutes = 1;                        ///< the vault locks after at most so many
    int retentionDays = 0;                      ///< a chat that nobody touches goes after at most so many; 0: as the person likes
    Grade gradeFloor = Grade::Confidential;     ///< of whatever carries no grade
    Grade exportGrade = Grade::Open;            ///< the highest that may leave the vault as a file
    bool watermark = true;                      ///< who, where and when on every exported file
    bool escrow = false;                        ///< demanded before chats and documents are added
    bool userStore = false;                     ///< packages may be installed for one person
    bool ocr = false;                           ///< recognition of scans
    int floorRight = 100;                       ///< of its trial's questions a model must have answered so many of a hundred to be the default
    int floorSpeed = kMostFloorSpeed;           ///< and have written so many tokens a second
    bool exportReason = true;                   ///< whoever takes a file out says what for
    bool degradedSandbox = false;               ///< work on a kernel without Landlock
    std::array<GuardAction, kGuardPlaces> guard { GuardAction::Block, GuardAction::Block, GuardAction::Block, GuardAction::Block };

    bool operator==(const Policy&) const = default;

    bool mayUseModel(std::string_view package) const { return models.has(package); }
    bool mayImport(std::string_view format) const { return importFormats.has(format); }
    bool mayExport(ExportFormat format) const;
    bool mayExportTables() const;
    bool mayExportGrade(Grade grade) const { return grade <= exportGrade; }
    bool mayWork(bool sandboxDegraded) const { return degradedSandbox || !sandboxDegraded; }
    GuardAction guardAt(GuardPlace place) const { return guard[static_cast<size_t>(place)]; }
    /// The person's choice brought below the institution's limit.
    int idleMinutesFor(int chosen) const;
    int retentionDaysFor(int chosen) const;
};

/// What holds on a computer where no institution has its root: a person's own choice. Numbers of persons are pointed out.
Policy unmanagedPolicy();

inline constexpr std::string_view kTableFormat = "csv";
/// Every name that exportFormats may hold.
const std::vector<std::string>& exportFormatNames();

/// "O", "S", "C"
const char* gradeName(Grade grade);

} // namespace sillok::app
