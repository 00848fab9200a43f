// Twelve questions by region, 1,000,000 rows.
import { bannerTask } from "../banner-task.mjs";

export default bannerTask(1_000_000, { quick: 1, full: 5 });
