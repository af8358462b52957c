using System.Runtime.CompilerServices;

namespace OpenLedger.Training.Chat.Jinja;

/// <summary>Counts what one rendering uses up and ends it at the <see cref="JinjaLimits"/>.</summary>
internal sealed class JinjaBudget
{
    private const int CharactersPerStep = 16;
    private const int BytesPerItem = 24;

    private long _steps;
    private long _bytes;
    private int _depth;

    /// <summary>Counts one evaluated node or iteration.</summary>
    public void Step() => Spend(1);

    /// <summary>Counts characters that are looked at.</summary>
    public void Scan(long characters) => Spend(characters / CharactersPerStep);

    /// <summary>Counts a text that is about to be made; ask before making it.</summary>
    public void Text(long characters)
    {
        if (characters > JinjaLimits.TextCharacters)
        {
            throw new JinjaFault($"it builds a text of more than {JinjaLimits.TextCharacters} characters");
        }

        Scan(characters);
        Take(characters * sizeof(char));
    }

    /// <summary>Counts a list that is about to be made; ask before making it.</summary>
    public void Items(long count)
    {
        if (count > JinjaLimits.SequenceItems)
        {
            throw new JinjaFault($"it builds a list of more than {JinjaLimits.SequenceItems} items");
        }

        Spend(count);
        Take(count * BytesPerItem);
    }

    /// <summary>Goes one level deeper. A fault ends the rendering, so <see cref="Leave"/> needs no finally.</summary>
    public void Enter()
    {
        if (++_depth > JinjaLimits.EvaluationDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JinjaFault("it nests or recurses too deeply");
        }
    }

    /// <summary>Comes back from one level.</summary>
    public void Leave() => _depth--;

    private void Spend(long steps)
    {
        _steps += steps;
        if (_steps > JinjaLimits.Steps)
        {
            throw new JinjaFault($"it takes more than {JinjaLimits.Steps} steps: a loop that does not end?");
        }
    }

    private void Take(long bytes)
    {
        _bytes += bytes;
        if (_bytes > JinjaLimits.Bytes)
        {
            throw new JinjaFault($"it uses more than {JinjaLimits.Bytes >> 20} MB for texts and lists");
        }
    }
}
