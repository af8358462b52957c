namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>The types of Python that a template can meet.</summary>
internal enum JinjaKind : byte
{
    /// <summary>A name or attribute that is not there: prints as nothing, is false, has no items.</summary>
    Undefined,
    None,
    Boolean,
    Integer,
    Float,
    Text,
    List,
    Tuple,
    Range,

    /// <summary>What <c>keys()</c>, <c>values()</c> and <c>items()</c> give.</summary>
    View,
    Dictionary,

    /// <summary>What lazy filters give: items that can be taken once, without a length.</summary>
    Generator,

    /// <summary>Functions, macros, namespaces and the loop variable.</summary>
    Object,
}
