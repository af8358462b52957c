using System.Diagnostics;
using OpenLedger.Training.BaseModels;

namespace OpenLedger.Training.Tests.Parity;

/// <summary>
/// SmolLM2-135M-Instruct, a real model of other people's: unpacked by the script beside it into the temporary folder, once, and never
/// into this repository.
/// </summary>
public sealed class SmolModel : IDisposable
{
    private const int Minutes = 3;
    private readonly Lazy<BaseModel> _model = new(() => BaseModel.Open(Unpack(), Precision.Float32, TimeProvider.System, CancellationToken.None));

    public BaseModel Model => _model.Value;

    public void Dispose()
    {
        if (_model.IsValueCreated)
        {
            _model.Value.Dispose();
        }
    }

    private static string Unpack()
    {
        var script = Shelf.Fixture("smollm2-135m", "to_hub_folder.py");
        var folder = Path.Combine(Path.GetTempPath(), "openledger-smollm2-135m");
        if (!File.Exists(Path.Combine(folder, "complete")))
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, folder]) { RedirectStandardError = true, RedirectStandardOutput = true });
            Assert.SkipUnless(python is not null, "needs Python with numpy to unpack the real model");
            var errors = python.StandardError.ReadToEndAsync();
            Assert.True(python.WaitForExit(TimeSpan.FromMinutes(Minutes)), "the real model was not unpacked in time");
            Assert.True(python.ExitCode == 0, $"the real model was not unpacked (Debian: apt-get install python3-numpy): {errors.Result}");
            File.WriteAllText(Path.Combine(folder, "complete"), "");
        }

        return folder;
    }
}
