namespace OpenLedger.Training.Runs;

/// <summary>How long the rest of a run will take, from how long its last steps took: a computer that slept is forgiven soon.</summary>
internal sealed class RunPace(TimeProvider clock, int step)
{
    private const int Remembered = 20;
    private readonly Queue<(int Step, long Time)> _marks = new([(step, clock.GetTimestamp())]);

    /// <summary>The expected time until <paramref name="total"/> steps are made.</summary>
    public TimeSpan? Remaining(int step, int total)
    {
        _marks.Enqueue((step, clock.GetTimestamp()));
        while (_marks.Count > Remembered)
        {
            _marks.Dequeue();
        }

        var (first, since) = _marks.Peek();
        return step > first ? clock.GetElapsedTime(since) / (step - first) * (total - step) : null;
    }
}
