namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Items that can be walked through once, as Python's generators.</summary>
internal sealed class JinjaGenerator(IEnumerable<JinjaValue> items)
{
    private IEnumerator<JinjaValue>? _rest;

    /// <summary>The items that were not yet taken.</summary>
    public IEnumerable<JinjaValue> Take()
    {
        _rest ??= items.GetEnumerator();
        while (_rest.MoveNext())
        {
            yield return _rest.Current;
        }
    }
}
