namespace OpenLedger.Studio.Accounts;

/// <summary>What a browser calls itself, in words that a person knows their own device by.</summary>
internal static class DeviceName
{
    // The first that fits: each later one is contained in what earlier ones send.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>As "Firefox, Linux"; empty where nothing is known.</summary>
    public static string Of(string userAgent) => string.Join(", ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>());

    private static string? First((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
