using Bunit;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class FocusAfterNavigationTests : ComponentTest
{
    private const string Focus = "Blazor._internal.domWrapper.focusBySelector";

    [Fact]
    public void Focus_IsLeftAloneOnTheFirstPage_AndMovedOnceOnTheNext()
    {
        var focus = Context.Render<FocusAfterNavigation>(parameters => parameters.Add(one => one.RouteData, Page(typeof(NewRunPage))));
        focus.Render(parameters => parameters.Add(one => one.RouteData, Page(typeof(NewRunPage))));
        Context.JSInterop.VerifyNotInvoke(Focus);

        focus.Render(parameters => parameters.Add(one => one.RouteData, Page(typeof(RunsPage))));
        focus.Render(parameters => parameters.Add(one => one.RouteData, Page(typeof(RunsPage))));

        Assert.Equal("h1", Assert.Single(Context.JSInterop.VerifyInvoke(Focus).Arguments));
    }

    private static Microsoft.AspNetCore.Components.RouteData Page(Type type) => new(type, new Dictionary<string, object?>());
}
