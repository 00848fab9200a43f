import { Survey, ChosaError } from "./worker.js";
import { svgToPng, withOwnColours } from "./png.js";
import { reportStyles } from "./report-sheet.js";
import {html, render, nothing} from "lit/html.js"; 
console.log(Survey, ChosaError, svgToPng, withOwnColours, reportStyles, html, render, nothing);
