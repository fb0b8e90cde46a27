/// A chapter to start from: one step of each kind.
public enum ChapterTemplate {
  /// The text of a chapter file.
  ///
  /// - Parameter id: The chapter's id.
  public static func text(id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    return """
      ---
      format: 1
      id: \(id)
      title: \(title)
      summary: One line on what a learner can do afterwards.
      needs: [nudge-ratio]
      gives: [\(id)]
      ---

      ## A step that shows

      ```model
      x = 3
      y = x*4
      ```

      ```picture
      pipe
      ```

      Say one thing. Numbers that belong to the model are live: with `=x` going in, `=y` comes out.

      ```try
      set x = 5   # what to look at
      ```

      ## A step that asks

      ```model
      x = 2
      u = x^2
      y = u*3
      ```

      Lead up to the question, without giving the answer away.

      ```predict
      id: \(id)-slope
      ask: What is `dy/dx` when `x` is `=x`?
      answer: dy/dx
      mistakes:
        - is: dy/du
          say: "`=dy/du` is the last machine alone. How far does `u` move when `x` moves?"
      hints:
        - Point at the place where the learner should look.
        - Name the rule; here, that slopes along a road multiply.
        - "Set up the last sum with this question's numbers: `=dy/du` times the slope of the square at `=x`."
      vary:
        x: [2, 3, 5, -4]
        y: [u*3, u*5, u*7]
      ```

      Say why the answer is `=dy/dx`, not that the learner is clever.

      ```try
      set x = 0   # the slope of the square is flat here
      ```

      ## A step that asks for a change

      ```model
      x = 2
      y = tanh(x)
      ```

      ```edit
      id: \(id)-change
      ask: Put a relu where the tanh is.
      solution: swap tanh relu
      goals:
        - same: y
          say: "`y` is to be the relu of `x`."
      hints:
        - Look at the function that `y` is made with.
        - One command puts another function in its place.
        - "`swap` takes two names, the old function and the new one."
      ```

      With a relu the slope is `=dy/dx`.

      """
  }
}
