using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace OpenLedger.Browser.Tests;

/// <summary>SmolLM2-135M-Instruct, a real model of other people's: unpacked by the script beside it into the temporary folder, once.</summary>
internal static class SmolModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The folder of the model. Skips the test where the shelf is not there.</summary>
    public static string Unpack()
    {
        var script = Path.Combine(Checkout(), "..", "shared", "fixtures", "smollm2-135m", "to_hub_folder.py");
        Assert.SkipUnless(File.Exists(script), "needs ../shared/fixtures: other people's data that does not belong to this repository");
        var folder = Path.Combine(Path.GetTempPath(), "openledger-smollm2-135m");
        if (!File.Exists(Path.Combine(folder, "complete")))
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, folder]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var errors = python.StandardError.ReadToEndAsync();
            Assert.True(python.WaitForExit(Patience), "the real model was not unpacked in time");
            Assert.True(python.ExitCode == 0, $"the real model was not unpacked (Debian: apt-get install python3-numpy): {errors.Result}");
            File.WriteAllText(Path.Combine(folder, "complete"), "");
        }

        return folder;
    }

    /// <summary>The model as a person packs it: its folder, in a zip file.</summary>
    public static string Pack(string target)
    {
        using var zip = ZipFile.Open(target, ZipArchiveMode.Create);
        foreach (var file in Directory.EnumerateFiles(Unpack()).Order(StringComparer.Ordinal))
        {
            zip.CreateEntryFromFile(file, $"SmolLM2-135M-Instruct/{Path.GetFileName(file)}", CompressionLevel.NoCompression);
        }

        return target;
    }

    public static string Checkout([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout of OpenLedger Studio.");
    }
}
