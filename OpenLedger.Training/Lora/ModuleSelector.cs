namespace OpenLedger.Training.Lora;

/// <summary>
/// Which modules are meant, in PEFT's three forms: a list of names (a path matches that is an entry or ends with "." and an entry), a regular expression
/// that the whole path must match, or "all-linear".
/// </summary>
public sealed class ModuleSelector
{
    private readonly HashSet<string>? _names;

    private ModuleSelector(IReadOnlyList<string>? names, string? expression)
    {
        Names = names;
        Expression = expression;
        _names = names?.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every linear module of the decoder layers.</summary>
    public static ModuleSelector AllLinear { get; } = new(null, null);

    /// <summary>The names, where the form is a list.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The expression, in Python's syntax, where the form is one.</summary>
    public string? Expression { get; }

    /// <summary>Whether the form is "all-linear".</summary>
    public bool IsAllLinear => Names is null && Expression is null;

    /// <summary>The form with a list of names or endings of paths, such as <c>q_proj</c>.</summary>
    public static ModuleSelector Of(params IReadOnlyList<string> names) => new([.. names], null);

    /// <summary>The form with a text: "all-linear", or a regular expression for whole paths.</summary>
    public static ModuleSelector OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Equals("all-linear", StringComparison.OrdinalIgnoreCase) ? AllLinear : new ModuleSelector(null, text);
    }

    /// <summary>The path itself stands in the list; such an entry is not narrowed to layers.</summary>
    internal bool NamesExactly(string path) => _names?.Contains(path) == true;

    /// <summary>The path, or an ending of it at a dot, stands in the list.</summary>
    internal bool NamesEndingOf(string path)
    {
        if (_names is null)
        {
            return false;
        }

        var start = 0;
        while (!_names.Contains(path[start..]))
        {
            var dot = path.IndexOf('.', start);
            if (dot < 0)
            {
                return false;
            }

            start = dot + 1;
        }

        return true;
    }
}
