using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// How fast this computer is, measured once in the life of a process, when it is first asked for: what was measured while the computer
/// was busy is corrected at the next start.
/// </summary>
internal sealed class MachineDesk(DataFolder data)
{
    /// <summary>Where the speed is kept.</summary>
    public const string FileName = "machine.json";

    private readonly Lock _measuring = new();
    private MachineSpeed? _speed;

    /// <summary>The speed; the first who asks waits a second or two, and whoever comes meanwhile waits with them.</summary>
    /// <exception cref="TrainingException">The tensor library cannot be loaded.</exception>
    public MachineSpeed Speed(CancellationToken cancellation)
    {
        lock (_measuring)
        {
            var path = Path.Combine(data.Path, FileName);
            if (_speed is null)
            {
                _speed = SpeedCheck.Measure(0, cancellation).BetterOf(MachineSpeed.Read(path));
                try
                {
                    _speed.Write(path);
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    // It is measured again after the next start.
                }
            }

            return _speed;
        }
    }
}
