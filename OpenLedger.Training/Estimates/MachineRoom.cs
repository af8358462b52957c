using System.Globalization;

namespace OpenLedger.Training.Estimates;

/// <summary>Whether something fits into memory.</summary>
public enum Fit
{
    /// <summary>With room to spare.</summary>
    Fits,

    /// <summary>It should, but little is left for other programs.</summary>
    FitsBarely,

    /// <summary>It does not.</summary>
    TooLarge,
}

/// <summary>What room a machine has for a run, now.</summary>
/// <param name="Memory">Bytes of memory that can be had without taking them from another program.</param>
/// <param name="AllMemory">Bytes of memory of the machine, or of the container the program is kept in.</param>
/// <param name="Disk">Free bytes where runs are kept.</param>
public sealed record MachineRoom(long Memory, long AllMemory, long Disk)
{
    private const double Comfortable = 0.9;
    private const long DiskReserve = 200_000_000;
    private const string Groups = "/sys/fs/cgroup";

    /// <summary>Looks at the machine.</summary>
    /// <param name="folder">The folder that runs are kept in.</param>
    public static MachineRoom Look(string folder)
    {
        var (free, all) = OfSystem();
        foreach (var (limit, used) in OfGroups())
        {
            (free, all) = (Math.Min(free, Math.Max(0, limit - used)), Math.Min(all, limit));
        }

        return new MachineRoom(free, all, FreeDisk(folder));
    }

    /// <summary>Whether so much more memory can be had.</summary>
    public Fit FitOf(MemoryEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Bytes <= Memory * Comfortable ? Fit.Fits : estimate.Bytes <= Memory ? Fit.FitsBarely : Fit.TooLarge;
    }

    /// <summary>Whether the disk holds what a run writes, with something left for everything else.</summary>
    public bool HoldsOnDisk(DiskEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Peak + DiskReserve <= Disk;
    }

    private static (long Free, long All) OfSystem()
    {
        if (OperatingSystem.IsLinux() && Lines("/proc/meminfo") is { Length: > 0 } lines && Kilobytes(lines, "MemAvailable") is { } free && Kilobytes(lines, "MemTotal") is { } all)
        {
            return (free, all);
        }

        var memory = GC.GetGCMemoryInfo();
        return (Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes), memory.TotalAvailableMemoryBytes);
    }

    /// <summary>The limits of the control groups that the program lies in, each with what is used under it and could not be given back.</summary>
    private static IEnumerable<(long Limit, long Used)> OfGroups()
    {
        foreach (var line in OperatingSystem.IsLinux() ? Lines("/proc/self/cgroup") : [])
        {
            var parts = line.Split(':', 3);
            var (root, limit, usage, files) = parts switch
            {
                ["0", "", _] => (Groups, "memory.max", "memory.current", "inactive_file"),
                [_, var kinds, _] when kinds.Split(',').Contains("memory") => ($"{Groups}/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
                _ => (null, "", "", ""),
            };
            for (var folder = parts[^1].Trim('/'); root is not null; folder = Path.GetDirectoryName(folder) ?? "")
            {
                var place = Path.Combine(root, folder);
                if (Number(Path.Combine(place, limit)) is { } most && Number(Path.Combine(place, usage)) is { } used)
                {
                    var given = Lines(Path.Combine(place, "memory.stat")).Select(entry => entry.Split(' ')).FirstOrDefault(entry => entry[0] == files);
                    yield return (most, used - (given is [_, var bytes] && long.TryParse(bytes, CultureInfo.InvariantCulture, out var cached) ? cached : 0));
                }

                if (folder.Length == 0)
                {
                    break;
                }
            }
        }
    }

    private static long? Kilobytes(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name + ":", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var number, ..]
        && long.TryParse(number, CultureInfo.InvariantCulture, out var value)
            ? value * 1024
            : null;

    private static long? Number(string path) => Lines(path) is [var line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long FreeDisk(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue; // not known: nobody is kept from trying
        }
    }
}
