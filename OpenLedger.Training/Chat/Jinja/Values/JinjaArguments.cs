namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>What a call hands over: values by position and values by name.</summary>
internal sealed class JinjaArguments(JinjaValue[] positional, KeyValuePair<string, JinjaValue>[] named)
{
    public static JinjaArguments Empty { get; } = new([], []);

    public JinjaValue[] Positional => positional;

    public KeyValuePair<string, JinjaValue>[] Named => named;

    /// <summary>
    /// Sorts the arguments under the names that a function has, in their order; what was not given is null.
    /// The first <paramref name="required"/> of them have to be given.
    /// </summary>
    public JinjaValue?[] Bind(string function, int required, params ReadOnlySpan<string> names)
    {
        if (positional.Length > names.Length)
        {
            throw new JinjaFault($"{function}() takes at most {names.Length} arguments ({positional.Length} given)");
        }

        var bound = new JinjaValue?[names.Length];
        for (var i = 0; i < positional.Length; i++)
        {
            bound[i] = positional[i];
        }

        foreach (var (name, value) in named)
        {
            var index = names.IndexOf(name);
            if (index < 0)
            {
                throw new JinjaFault($"{function}() got an unexpected keyword argument '{name}'");
            }

            bound[index] = bound[index] is null ? value : throw new JinjaFault($"{function}() got multiple values for argument '{name}'");
        }

        for (var i = 0; i < required; i++)
        {
            if (bound[i] is null)
            {
                throw new JinjaFault($"{function}() misses its argument '{names[i]}'");
            }
        }

        return bound;
    }

    /// <summary>The arguments after the first ones, for filters that hand the rest on.</summary>
    public JinjaArguments Skip(int count) => new(positional[Math.Min(count, positional.Length)..], named);
}
