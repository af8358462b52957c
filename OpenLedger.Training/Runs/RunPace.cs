namespace OpenLedger.Training.Runs;

/// <summary>
/// How long the rest of a run will take, from the middle one of the last steps and of the last measurements: a computer that slept
/// through one of them changes nothing.
/// </summary>
internal sealed class RunPace(TimeProvider clock)
{
    private const int Remembered = 21;

    private readonly Queue<TimeSpan> _steps = new();
    private readonly Queue<TimeSpan> _measurements = new();
    private long _mark = clock.GetTimestamp();

    /// <summary>A step has been made.</summary>
    public void Stepped() => Note(_steps);

    /// <summary>What comes with a measurement has been done: held-out loss, answers, a kept checkpoint.</summary>
    public void Measured() => Note(_measurements);

    /// <summary>The expected time for so many more steps and measurements; null before the first step.</summary>
    public TimeSpan? Remaining(int steps, int measurements) =>
        _steps.Count == 0 ? null : (Middle(_steps) * steps) + (Middle(_measurements) * measurements);

    private void Note(Queue<TimeSpan> spans)
    {
        var now = clock.GetTimestamp();
        spans.Enqueue(clock.GetElapsedTime(_mark, now));
        _mark = now;
        if (spans.Count > Remembered)
        {
            spans.Dequeue();
        }
    }

    private static TimeSpan Middle(Queue<TimeSpan> spans) => spans.Count == 0 ? TimeSpan.Zero : spans.Order().ElementAt(spans.Count / 2);
}
