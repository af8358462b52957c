using System.Reflection;

namespace OpenLedger.Studio.Shell;

/// <summary>Which studio this is.</summary>
internal static class StudioVersion
{
    public static string Text { get; } = typeof(StudioVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
