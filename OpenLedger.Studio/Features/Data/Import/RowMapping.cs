namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the rows say, and in which columns.</summary>
public sealed record RowMapping(RowForm Form, IReadOnlyDictionary<ColumnRole, string> Columns)
{
    private static readonly Dictionary<RowForm, (ColumnRole[] Needed, ColumnRole[] Welcome)> Roles = new()
    {
        [RowForm.Conversation] = ([ColumnRole.Messages], [ColumnRole.System, ColumnRole.Tools]),
        [RowForm.QuestionAnswer] = ([ColumnRole.Question, ColumnRole.Answer], [ColumnRole.Context, ColumnRole.System, ColumnRole.History]),
        [RowForm.Continuation] = ([ColumnRole.Beginning, ColumnRole.Continuation], []),
        [RowForm.PlainText] = ([ColumnRole.Text], []),
        [RowForm.Preference] = ([ColumnRole.Chosen, ColumnRole.Rejected], [ColumnRole.Prompt, ColumnRole.System]),
    };

    /// <summary>Nothing is known.</summary>
    public static RowMapping None { get; } = new(RowForm.PlainText, new Dictionary<ColumnRole, string>());

    /// <summary>Whether every column that the form needs is named.</summary>
    public bool IsComplete => NeededBy(Form).All(Columns.ContainsKey);

    public static IReadOnlyList<ColumnRole> NeededBy(RowForm form) => Roles[form].Needed;

    /// <summary>The columns that a form can use but does not need.</summary>
    public static IReadOnlyList<ColumnRole> WelcomeTo(RowForm form) => Roles[form].Welcome;

    /// <summary>The column of a role, or null.</summary>
    public string? this[ColumnRole role] => Columns.GetValueOrDefault(role);

    /// <summary>Another form over the same columns: roles that both know keep theirs, the others get what is left, in order.</summary>
    public RowMapping As(RowForm form, IReadOnlyList<string> columns)
    {
        var known = Columns.Where(pair => NeededBy(form).Contains(pair.Key) || WelcomeTo(form).Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
        var left = new Queue<string>(Columns.OrderBy(pair => pair.Key).Select(pair => pair.Value).Concat(columns).Distinct().Except(known.Values));
        foreach (var role in NeededBy(form).Where(role => !known.ContainsKey(role)))
        {
            if (left.TryDequeue(out var column))
            {
                known[role] = column;
            }
        }

        return new RowMapping(form, known);
    }

    /// <summary>The same with another column for a role; null takes the role away.</summary>
    public RowMapping With(ColumnRole role, string? column)
    {
        var columns = new Dictionary<ColumnRole, string>(Columns);
        columns.Remove(role);
        if (column is not null)
        {
            columns[role] = column;
        }

        return this with { Columns = columns };
    }
}
