namespace OpenLedger.Training.Lora;

/// <summary>Values by pattern of module path: the first pattern that matches counts.</summary>
internal sealed class PatternList<T>(string name, IReadOnlyList<KeyValuePair<string, T>> patterns, string source)
    where T : IEquatable<T>
{
    private readonly List<(string Text, PythonRegex Regex, T Value)> _patterns =
        [.. patterns.Select(pattern => (pattern.Key, PythonRegex.EndOfPath(pattern.Key, source), pattern.Value))];

    /// <summary>
    /// The value for <paramref name="path"/>. Files store patterns sorted: where that order would give another value, the patterns are refused,
    /// since the adapter would not be the same when it is read again.
    /// </summary>
    public T ValueFor(string path, T fallback)
    {
        var matching = _patterns.Where(pattern => pattern.Regex.IsMatch(path)).ToList();
        if (matching.Count == 0)
        {
            return fallback;
        }

        var stored = matching.MinBy(pattern => pattern.Text, StringComparer.Ordinal);
        return stored.Value.Equals(matching[0].Value)
            ? matching[0].Value
            : throw new TrainingException(
                $"{source}: {name}: \"{matching[0].Text}\" and \"{stored.Text}\" both match {path}. Write patterns of which only one matches a module.");
    }
}
