using System.Globalization;

namespace OpenLedger.Studio.CommandLine;

/// <summary>One line on standard error that is drawn over itself, in a terminal only.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly CommandContext _context;
    private readonly bool _isShown;
    private readonly string _title;
    private readonly long _started;
    private long _lastDrawn;
    private int _lastLength;

    private ProgressBar(CommandContext context, bool isShown, string title)
    {
        _context = context;
        _isShown = isShown;
        _title = title;
        _started = context.Clock.GetTimestamp();
    }

    public static ProgressBar Start(CommandContext context, bool isWanted, string title) =>
        new(context, isWanted && context.ErrorIsTerminal, title);

    /// <summary>Shows how much is done, with the time that is left unless the caller knows it better.</summary>
    public void Show(double done, double total, string text, TimeSpan? remaining = null)
    {
        var now = _context.Clock.GetTimestamp();
        if (!_isShown || (_lastDrawn != 0 && _context.Clock.GetElapsedTime(_lastDrawn, now) < BetweenDrawings))
        {
            return;
        }

        _lastDrawn = now;
        var share = total > 0 ? Math.Clamp(done / total, 0, 1) : 0;
        var filled = (int)Math.Round(share * Width);
        var left = remaining ?? (share > 0.02 ? _context.Clock.GetElapsedTime(_started, now) * ((1 - share) / share) : null);
        Draw($"{_title} [{new string('#', filled)}{new string('.', Width - filled)}] {(int)(share * 100)}%  {text}{Left(left)}");
    }

    /// <summary>Takes the line away, so that what follows begins on a clean one.</summary>
    public void Clear()
    {
        if (_lastLength > 0)
        {
            Draw("");
            _context.Error.Write('\r');
        }
    }

    public void Dispose() => Clear();

    private static string Left(TimeSpan? left) =>
        left is { } time ? string.Create(CultureInfo.InvariantCulture, $"  {(int)time.TotalMinutes}:{time.Seconds:00} left") : "";

    private void Draw(string line)
    {
        _context.Error.Write($"\r{line}{new string(' ', Math.Max(0, _lastLength - line.Length))}");
        _lastLength = line.Length;
    }
}
