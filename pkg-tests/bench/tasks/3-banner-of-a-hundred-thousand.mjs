// Twelve questions by region, 100,000 rows.
import { bannerTask } from "../banner-task.mjs";

export default bannerTask(100_000, { quick: 3, full: 15 });
