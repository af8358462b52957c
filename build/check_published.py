#!/usr/bin/env python3
"""Looks at a published folder without the system that it is for: build/check_published.py PLATFORM FOLDER.

Every file of openledger.deps.json is there; every native file is of that system and processor; every library that one of them names is
in the folder or part of a bare system; models, starter set and settings are there. Prints what is wrong and ends with 1, or one line.
"""
import json
import os
import re
import struct
import sys

PE, MACH, FAT, ELF = "PE", "Mach-O", "Mach-O (universal)", "ELF"
X64, ARM64 = "x64", "arm64"

PLATFORMS = {
    "linux-x64": (ELF, X64, "openledger", ["libcoreclr.so", "libhostfxr.so", "libLibTorchSharp.so", "libtorch_cpu.so", "libc10.so", "libe_sqlite3.so"]),
    "win-x64": (PE, X64, "openledger.exe", ["coreclr.dll", "hostfxr.dll", "LibTorchSharp.dll", "torch_cpu.dll", "c10.dll", "e_sqlite3.dll"]),
    "osx-arm64": (MACH, ARM64, "openledger", ["libcoreclr.dylib", "libhostfxr.dylib", "libLibTorchSharp.dylib", "libtorch_cpu.dylib", "libc10.dylib", "libe_sqlite3.dylib"]),
}
ALWAYS = ["appsettings.json", "LICENSE", "models/nano-llama/config.json", "starter-set", "wwwroot/look.css", "openledger.dll", "openledger.runtimeconfig.json", "de/openledger.resources.dll"]

# What a bare Windows 10 or newer has. The C++ runtime (msvcp140, vcruntime140) is not among it.
WINDOWS = re.compile(
    r"^(api-ms-win-.*|ext-ms-.*|kernel32|kernelbase|ntdll|user32|gdi32|advapi32|shell32|ole32|oleaut32|ws2_32|bcrypt|bcryptprimitives|crypt32|ncrypt|secur32|iphlpapi|dbghelp|version|"
    r"shlwapi|psapi|rpcrt4|ucrtbase|msvcrt|mscoree|winmm|userenv|powrprof|normaliz|dnsapi|mswsock|winhttp|httpapi|wldap32|setupapi|imagehlp|icu|pdh|synchronization|dxgi|msquic|credui|netapi32|sspicli|wevtapi|xmllite)\.dll$",
    re.IGNORECASE)


def pe(data):
    """The processor of a PE file and the libraries that it names; None for one of .NET code alone."""
    at = struct.unpack_from("<I", data, 0x3C)[0]
    machine, count = struct.unpack_from("<HH", data, at + 4)
    optional = at + 24
    size = struct.unpack_from("<H", data, at + 20)[0]
    plus = struct.unpack_from("<H", data, optional)[0] == 0x20B
    folders = optional + (112 if plus else 96)
    imports = struct.unpack_from("<I", data, folders + 8)[0]
    if struct.unpack_from("<I", data, folders + 8 * 14)[0]:
        return None
    sections = [struct.unpack_from("<8sIIII", data, optional + size + 40 * number)[1:] for number in range(count)]

    def place(address):
        for virtual_size, virtual, raw_size, raw in sections:
            if virtual <= address < virtual + max(virtual_size, raw_size):
                return raw + address - virtual
        raise ValueError("an address outside of all sections")

    names, row = [], place(imports) if imports else None
    while row is not None:
        name = struct.unpack_from("<I", data, row + 12)[0]
        if name == 0:
            break
        start = place(name)
        names.append(data[start:data.index(b"\0", start)].decode("ascii"))
        row += 20
    return {0x8664: X64, 0xAA64: ARM64}.get(machine, hex(machine)), names


def mach(data, start=0):
    """The processor of a Mach-O file and the libraries that it names."""
    kind, _, _, commands = struct.unpack_from("<iiII", data, start + 4)
    names, at = [], start + 32
    for _ in range(commands):
        command, size = struct.unpack_from("<II", data, at)
        if command in (0x0C, 0x80000018, 0x8000001F, 0x20):
            name = at + struct.unpack_from("<I", data, at + 8)[0]
            # One that may be missing (weak) is not asked for.
            if command != 0x80000018:
                names.append(data[name:data.index(b"\0", name)].decode())
        at += size
    return {0x01000007: X64, 0x0100000C: ARM64}.get(kind, hex(kind)), names


def look(path):
    """The form, the processors and the named libraries of a native file; None for any other file."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"MZ":
        found = pe(data)
        return found and (PE, [found[0]], found[1])
    if data[:4] == b"\xcf\xfa\xed\xfe":
        kind, names = mach(data)
        return MACH, [kind], names
    if data[:4] == b"\xca\xfe\xba\xbe" and 0 < struct.unpack_from(">I", data, 4)[0] < 10:
        parts = [mach(data, struct.unpack_from(">I", data, 8 + 20 * number + 8)[0]) for number in range(struct.unpack_from(">I", data, 4)[0])]
        return MACH, [part[0] for part in parts], [name for part in parts for name in part[1]]
    if data[:4] == b"\x7fELF":
        return ELF, [{62: X64, 183: ARM64}.get(struct.unpack_from("<H", data, 18)[0], "other")], []
    return None


def is_there(name, form, files):
    base = os.path.basename(name)
    if form == PE:
        return WINDOWS.match(base) or base.lower() in files
    return name.startswith(("/usr/lib/", "/System/")) or base.lower() in files


def listed(folder, files):
    """What openledger.deps.json names and the folder does not have."""
    with open(os.path.join(folder, "openledger.deps.json"), encoding="utf-8") as file:
        deps = json.load(file)
    for library in next(iter(sorted(deps["targets"].items(), key=lambda target: -len(target[1]))))[1].values():
        for kind in ("runtime", "native", "resources"):
            for path, facts in library.get(kind, {}).items():
                wanted = f"{facts['locale']}/{os.path.basename(path)}" if kind == "resources" else os.path.basename(path)
                if not os.path.exists(os.path.join(folder, wanted)) and wanted.lower() not in files:
                    yield wanted


def main():
    platform, folder = sys.argv[1], sys.argv[2]
    form, processor, program, natives = PLATFORMS[platform]
    everything = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    files = {os.path.basename(path).lower() for path in everything}
    problems = [f"{name} is missing" for name in [program, *natives, *ALWAYS] if not os.path.exists(os.path.join(folder, name))]
    problems += [f"{name} stands in openledger.deps.json and is missing" for name in listed(folder, files)]
    checked = 0
    for path in everything:
        found = look(path)
        if found is None:
            continue
        checked += 1
        name = os.path.relpath(path, folder)
        if found[0] != form or processor not in found[1]:
            problems.append(f"{name} is {found[0]} for {', '.join(found[1])}, not {form} for {processor}")
        problems += [f"{name} needs {wanted}, which is neither here nor part of a bare system" for wanted in found[2] if not is_there(wanted, found[0], files)]
    for problem in sorted(set(problems)):
        print(problem, file=sys.stderr)
    if problems:
        return 1
    print(f"{folder}: {len(everything)} files, {checked} of them native, all {form} for {processor}; nothing that they or openledger.deps.json name is missing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
