namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Startups in classes of which a table takes at most one: each startup, in order, joins the first class all of whose members it must be kept
/// apart from, or opens a new one. Where being apart means sharing a leaf sector, the classes are the sectors.
/// </summary>
internal static class StartupClasses
{
    /// <returns>The class of each startup, from 0.</returns>
    public static int[] Of(SeatingModel model)
    {
        var apart = new HashSet<(int, int)>();
        foreach (var (first, second) in model.Apart)
        {
            apart.Add((first - model.Funds, second - model.Funds));
            apart.Add((second - model.Funds, first - model.Funds));
        }

        var classes = new List<List<int>>();
        var classOf = new int[model.Startups];
        for (var s = 0; s < classOf.Length; s++)
        {
            var found = classes.FindIndex(members => members.TrueForAll(m => apart.Contains((s, m))));
            if (found < 0)
            {
                found = classes.Count;
                classes.Add([]);
            }

            classes[found].Add(s);
            classOf[s] = found;
        }

        return classOf;
    }
}
