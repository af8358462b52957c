namespace OpenLedger.Training.Datasets;

/// <summary>The names that rows of datasets use.</summary>
internal static class ExampleFields
{
    public const string Messages = "messages";
    public const string Role = "role";
    public const string Content = "content";
    public const string ToolCalls = "tool_calls";
    public const string Weight = "weight";
    public const string Tools = "tools";
    public const string Documents = "documents";
    public const string System = "system";
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string AddGenerationPrompt = "add_generation_prompt";
}
